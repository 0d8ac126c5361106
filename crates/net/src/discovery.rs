//! Finding each other on the local network, by multicast DNS on every interface.
//!
//! What is told to the network is the endpoint id and the addresses, nothing else. The usual
//! look-up of iroh asks on the interface of the default route only, and finds nobody in a room
//! whose network leads nowhere. Where multicast is not possible, nothing is found and nothing
//! fails: it is tried again when the interfaces are looked at next.

use crate::limits::SEARCH_ANEW;
use crate::run::Said;
use data_encoding::BASE32_NOPAD;
use model::EndpointId;
use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};
use swarm_discovery::{Discoverer, DropGuard};
use tokio::runtime::Handle;
use tokio::sync::mpsc::UnboundedSender;

/// The service, as others on the network see it: `_raccord._udp.local`.
const SERVICE: &str = "raccord";

/// A machine that comes is found within about this time.
const CADENCE: Duration = Duration::from_millis(1_000);

/// Answers a second on the whole network, at most: twenty machines are not louder than five.
const ANSWERS_A_SECOND: f32 = 2.5;

/// The search on the local network.
pub(crate) struct Discovery {
    own: EndpointId,
    bound: Vec<SocketAddr>,
    said: UnboundedSender<Said>,
    interfaces: BTreeSet<IpAddr>,
    search: Option<(Instant, DropGuard)>,
}

impl Discovery {
    pub(crate) fn new(
        own: EndpointId,
        bound: Vec<SocketAddr>,
        said: UnboundedSender<Said>,
    ) -> Self {
        Self { own, bound, said, interfaces: BTreeSet::new(), search: None }
    }

    /// Goes on searching on these interfaces: from the beginning if they are not those of before,
    /// or the search is an old one.
    pub(crate) fn look(&mut self, interfaces: &BTreeSet<IpAddr>, now: Instant) {
        let is_young = self
            .search
            .as_ref()
            .is_some_and(|(since, _)| now.saturating_duration_since(*since) < SEARCH_ANEW);
        if is_young && *interfaces == self.interfaces {
            return;
        }
        self.interfaces.clone_from(interfaces);
        self.search = None;
        let search = self.discoverer().map(|discoverer| discoverer.spawn(&Handle::current()));
        if let Some(Ok(search)) = search {
            self.search = Some((now, search));
        }
    }

    /// The search to be begun; nothing if this machine could not be reached anyway.
    fn discoverer(&self) -> Option<Discoverer> {
        let reached = crate::addresses::reached_at(&self.bound, &self.interfaces);
        let reached = reached.into_iter().filter(|address| !address.ip().is_loopback());
        let reached: Vec<SocketAddr> = reached.collect();
        if reached.is_empty() {
            return None;
        }
        let v4 = reached.iter().filter_map(|address| match address.ip() {
            IpAddr::V4(ip) => Some(ip),
            IpAddr::V6(_) => None,
        });
        let v4: BTreeSet<Ipv4Addr> = v4.collect();
        let (own, said) = (self.own, self.said.clone());
        let mut discoverer = Discoverer::new(SERVICE.to_owned(), label(self.own))
            .with_cadence(CADENCE)
            .with_response_rate(ANSWERS_A_SECOND)
            .with_multicast_interfaces_v4(v4.into_iter().collect())
            .with_callback(move |name, found| {
                let Some(peer) = named(name).filter(|peer| *peer != own) else { return };
                let addresses = found.addrs().iter().map(|(ip, port)| (*ip, *port).into());
                let addresses = crate::addresses::sensible(addresses);
                let _ = said.send(Said::Seen(peer, addresses));
            });
        for address in reached {
            discoverer = discoverer.with_addrs(address.port(), [address.ip()]);
        }
        Some(discoverer)
    }
}

/// An endpoint id as a name of the network: 52 letters and digits, since 63 are the most.
fn label(id: EndpointId) -> String {
    BASE32_NOPAD.encode(&id.0).to_ascii_lowercase()
}

fn named(label: &str) -> Option<EndpointId> {
    let bytes = BASE32_NOPAD.decode(label.to_ascii_uppercase().as_bytes()).ok()?;
    Some(EndpointId(bytes.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_the_network_and_are_read_back_in_any_case() {
        for id in [[0; 32], [255; 32], [7; 32]].map(EndpointId) {
            assert!(label(id).len() <= 63);
            assert_eq!(named(&label(id)), Some(id));
            assert_eq!(named(&label(id).to_uppercase()), Some(id));
        }
        for other in ["", "montage", "é", &label(EndpointId([1; 32]))[1..]] {
            assert_eq!(named(other), None, "{other}");
        }
    }
}
