//! The workspace as cargo sees it: packages, whom they depend on, and the files they start from.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail};
use serde_json::Value;

use crate::ci::cargo;

/// One package of the workspace.
#[derive(Debug, Clone, Default)]
pub(crate) struct Package {
    /// The package name, which is also how other manifests name it.
    pub(crate) name: String,
    /// Its folder from the root of the repository, without a closing slash.
    pub(crate) folder: String,
    /// Everything its manifest lists.
    pub(crate) dependencies: Vec<Dependency>,
    /// The files its libraries, programs, tests and benches start from.
    pub(crate) targets: Vec<Target>,
}

/// One dependency line of a manifest.
#[derive(Debug, Clone, Default)]
pub(crate) struct Dependency {
    /// The package depended on, by its true name.
    pub(crate) name: String,
    /// The version asked for, without its sign; empty where the answer has none.
    pub(crate) version: String,
    /// Listed under `[dev-dependencies]`.
    pub(crate) dev: bool,
    /// A package of this repository.
    pub(crate) internal: bool,
}

/// A file that cargo compiles by itself.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    /// Its path from the root of the repository.
    pub(crate) path: String,
    /// A test, bench or example: code that never ships.
    pub(crate) test: bool,
}

/// Asks cargo for the packages of the workspace at `root`; nothing is downloaded.
pub(crate) fn read(root: &Path) -> anyhow::Result<Vec<Package>> {
    let output = Command::new(cargo())
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root)
        .output()
        .context("cannot start cargo metadata")?;
    if !output.status.success() {
        bail!("cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    parse(&serde_json::from_slice(&output.stdout).context("cargo metadata is not JSON")?)
}

/// Reads the answer of `cargo metadata`; packages come sorted by name.
fn parse(metadata: &Value) -> anyhow::Result<Vec<Package>> {
    let root = text(metadata, "workspace_root")?;
    let mut packages = Vec::new();
    for package in list(metadata, "packages")? {
        let manifest = relative(&text(package, "manifest_path")?, &root);
        let mut dependencies = Vec::new();
        for dependency in list(package, "dependencies")? {
            dependencies.push(Dependency {
                name: text(dependency, "name")?,
                version: version(dependency),
                dev: dependency.get("kind").and_then(Value::as_str) == Some("dev"),
                internal: dependency.get("path").is_some_and(Value::is_string),
            });
        }
        let mut targets = Vec::new();
        for target in list(package, "targets")? {
            let kinds = list(target, "kind")?;
            targets.push(Target {
                path: relative(&text(target, "src_path")?, &root),
                test: kinds
                    .iter()
                    .any(|kind| matches!(kind.as_str(), Some("test" | "bench" | "example"))),
            });
        }
        packages.push(Package {
            name: text(package, "name")?,
            folder: manifest.trim_end_matches("Cargo.toml").trim_end_matches('/').to_owned(),
            dependencies,
            targets,
        });
    }
    packages.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(packages)
}

fn version(dependency: &Value) -> String {
    let asked = dependency.get("req").and_then(Value::as_str).unwrap_or("");
    asked.trim_start_matches(['^', '=', '~']).to_owned()
}

fn text(value: &Value, key: &str) -> anyhow::Result<String> {
    let found = value.get(key).and_then(Value::as_str);
    Ok(found.with_context(|| format!("cargo metadata has no text `{key}`"))?.to_owned())
}

fn list<'a>(value: &'a Value, key: &str) -> anyhow::Result<&'a [Value]> {
    let found = value.get(key).and_then(Value::as_array);
    Ok(found.with_context(|| format!("cargo metadata has no list `{key}`"))?.as_slice())
}

fn relative(path: &str, root: &str) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    inside.replace('\\', "/").trim_start_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_has_paths_from_the_root_and_kinds_of_dependencies() {
        let metadata = serde_json::json!({
            "workspace_root": "/somewhere",
            "packages": [{
                "name": "model",
                "manifest_path": "/somewhere/crates/model/Cargo.toml",
                "dependencies": [
                    {"name": "units", "kind": null, "path": "/somewhere/crates/units"},
                    {"name": "proptest", "kind": "dev", "req": "^1.12.0"},
                ],
                "targets": [
                    {"kind": ["lib"], "src_path": "/somewhere/crates/model/src/lib.rs"},
                    {"kind": ["test"], "src_path": "/somewhere/crates/model/tests/it.rs"},
                ],
            }],
        });
        let packages = parse(&metadata).unwrap();
        assert_eq!(packages[0].folder, "crates/model");
        assert_eq!(packages[0].targets[0].path, "crates/model/src/lib.rs");
        assert!(!packages[0].targets[0].test && packages[0].targets[1].test);
        let [units, proptest] = packages[0].dependencies.as_slice() else { panic!("two") };
        assert!(units.internal && !units.dev);
        assert!(!proptest.internal && proptest.dev);
        assert_eq!(proptest.version, "1.12.0");
    }

    #[test]
    fn an_answer_of_another_shape_is_a_fault_and_not_an_empty_workspace() {
        assert!(parse(&serde_json::json!({"workspace_root": "/somewhere"})).is_err());
    }
}
