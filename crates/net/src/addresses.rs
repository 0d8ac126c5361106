//! Addresses: as people type and tickets carry them, those of this machine, and which are private.

use crate::limits::MAX_ADDRESSES;
use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The UDP port a machine listens on unless told otherwise, so that addresses stay good when the
/// program is started again. No service is registered for it, and systems do not hand it out.
pub const USUAL_PORT: u16 = 24_725;

/// The addresses among some texts, each `ip:port` or `ip` alone, without those nobody can dial.
pub(crate) fn parse(texts: &[String]) -> Vec<SocketAddr> {
    let addresses = texts.iter().filter_map(|text| {
        let text = text.trim();
        let whole = text.parse::<SocketAddr>().ok();
        whole.or_else(|| Some(SocketAddr::new(text.parse::<IpAddr>().ok()?, USUAL_PORT)))
    });
    sensible(addresses)
}

/// Those of some addresses that can be dialled, each once, at most [`MAX_ADDRESSES`].
pub(crate) fn sensible(addresses: impl IntoIterator<Item = SocketAddr>) -> Vec<SocketAddr> {
    let mut found = Vec::new();
    for address in addresses {
        let ip = address.ip().to_canonical();
        let broadcast = ip == IpAddr::V4(Ipv4Addr::BROADCAST);
        let useless = ip.is_unspecified() || ip.is_multicast() || broadcast || address.port() == 0;
        let address =
            if ip == address.ip() { address } else { SocketAddr::new(ip, address.port()) };
        if !useless && found.len() < MAX_ADDRESSES && !found.contains(&address) {
            found.push(address);
        }
    }
    found
}

/// As tickets carry them.
pub(crate) fn texts(addresses: &[SocketAddr]) -> Vec<String> {
    addresses.iter().map(ToString::to_string).collect()
}

/// Whether an address means something on a local network only.
pub(crate) fn is_private(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(ip) => ip.is_private() || ip.is_loopback() || ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
    }
}

/// The addresses of this machine's interfaces, loopback left out; none if the system does not say.
pub(crate) fn interfaces() -> BTreeSet<IpAddr> {
    let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
    let addresses = interfaces.iter().filter(|interface| !interface.is_loopback());
    addresses.map(if_addrs::Interface::ip).filter(|ip| !is_of_one_interface(*ip)).collect()
}

/// An address that means nothing to another machine without the name of its interface.
pub(crate) fn is_of_one_interface(ip: IpAddr) -> bool {
    matches!(ip, IpAddr::V6(ip) if ip.is_unicast_link_local())
}

/// Where sockets bound so can be reached: those bound to no address in particular at that of each
/// interface. IPv4 first, in order.
pub(crate) fn reached_at(bound: &[SocketAddr], interfaces: &BTreeSet<IpAddr>) -> Vec<SocketAddr> {
    let mut reached = BTreeSet::new();
    for socket in bound {
        let all = match socket.ip() {
            IpAddr::V4(Ipv4Addr::UNSPECIFIED) | IpAddr::V6(Ipv6Addr::UNSPECIFIED) => true,
            ip => {
                reached.insert(SocketAddr::new(ip, socket.port()));
                false
            }
        };
        let family = interfaces.iter().filter(|ip| all && ip.is_ipv4() == socket.is_ipv4());
        reached.extend(family.map(|ip| SocketAddr::new(*ip, socket.port())));
    }
    reached.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Vec<String> {
        texts(&parse(&[text.to_owned()]))
    }

    #[test]
    fn an_address_may_be_typed_without_its_port() {
        assert_eq!(parsed(" 192.168.1.20 "), ["192.168.1.20:24725"]);
        assert_eq!(parsed("192.168.1.20:7"), ["192.168.1.20:7"]);
        assert_eq!(parsed("fd00::1"), ["[fd00::1]:24725"]);
        assert_eq!(parsed("[fd00::1]:7"), ["[fd00::1]:7"]);
        assert_eq!(parsed("::ffff:10.0.0.1"), ["10.0.0.1:24725"]);
        for nothing in ["montage", "", "0.0.0.0:7", "10.0.0.1:0", "224.0.0.1", "255.255.255.255"] {
            assert!(parsed(nothing).is_empty(), "{nothing}");
        }
    }

    #[test]
    fn of_many_addresses_the_first_are_kept() {
        let many: Vec<String> = (1..40).map(|last| format!("10.0.0.{}", last / 2 + 1)).collect();
        let found = parse(&many);
        assert_eq!(found.len(), MAX_ADDRESSES);
        assert_eq!(found.last().unwrap().to_string(), "10.0.0.8:24725");
    }

    #[test]
    fn a_machine_is_reached_at_each_interface_unless_it_listens_on_one() {
        let interfaces: BTreeSet<IpAddr> =
            ["10.0.0.2", "192.168.1.2", "fd00::2"].map(|ip| ip.parse().unwrap()).into();
        let reached = |bound: &[&str]| {
            let bound: Vec<SocketAddr> = bound.iter().map(|ip| ip.parse().unwrap()).collect();
            texts(&reached_at(&bound, &interfaces))
        };
        assert_eq!(
            reached(&["0.0.0.0:7", "[::]:8"]),
            ["10.0.0.2:7", "192.168.1.2:7", "[fd00::2]:8"]
        );
        assert_eq!(reached(&["127.0.0.1:7"]), ["127.0.0.1:7"]);
    }

    #[test]
    fn private_addresses_are_known() {
        for (ip, private) in [
            ("10.1.2.3", true),
            ("192.168.0.1", true),
            ("169.254.0.1", true),
            ("127.0.0.1", true),
            ("::1", true),
            ("fd12::1", true),
            ("fe80::1", true),
            ("9.9.9.9", false),
            ("2001:db8::1", false),
        ] {
            assert_eq!(is_private(ip.parse().unwrap()), private, "{ip}");
        }
    }
}
