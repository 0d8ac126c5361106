//! The endpoint of this machine, as iroh has it: its keys, its limits, where it listens.

use crate::addresses::USUAL_PORT;
use crate::error::NetError;
use crate::gate::{Gate, JOIN, TALK};
use crate::limits::{IDLE_TIME, KEEP_ALIVE, WINDOW_BYTES};
use crate::settings::Settings;
use iroh::endpoint::{BindError, BindOpts, PortmapperConfig, QuicTransportConfig, VarInt, presets};
use iroh::{Endpoint, EndpointAddr, PublicKey, RelayMode, RelayUrl, SecretKey};
use model::EndpointId;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

/// Networks of further addresses that are bound, beyond the first of each family.
const FURTHER_V4: u8 = 24;
const FURTHER_V6: u8 = 64;

/// Who a machine with this seed is to others.
pub(crate) fn id_of(secret: &[u8; 32]) -> EndpointId {
    EndpointId(*SecretKey::from_bytes(secret).public().as_bytes())
}

/// An endpoint with its addresses, as iroh dials it; nothing if the id is no key.
pub(crate) fn dialled(
    peer: EndpointId,
    addresses: &[SocketAddr],
    relay: Option<&RelayUrl>,
) -> Option<EndpointAddr> {
    let key = PublicKey::from_bytes(&peer.0).ok()?;
    let mut dialled = EndpointAddr::new(key);
    for address in addresses {
        dialled = dialled.with_ip_addr(*address);
    }
    Some(match relay {
        Some(relay) => dialled.with_relay_url(relay.clone()),
        None => dialled,
    })
}

/// The relay of the settings, if there is one.
pub(crate) fn relay(settings: &Settings) -> Result<Option<RelayUrl>, NetError> {
    let relay = settings.relay.as_ref().map(|relay| {
        let url = relay.trim().parse::<RelayUrl>();
        url.map_err(|_| NetError::Relay { relay: relay.clone() })
    });
    relay.transpose()
}

/// Begins to listen.
pub(crate) async fn bind(settings: &Settings, gate: Gate) -> Result<Endpoint, NetError> {
    if !settings.bind.is_empty() {
        return bind_at(settings, &settings.bind, gate).await;
    }
    match bind_at(settings, &everywhere(USUAL_PORT), gate.clone()).await {
        Err(NetError::PortTaken { .. }) => bind_at(settings, &everywhere(0), gate).await,
        bound => bound,
    }
}

fn everywhere(port: u16) -> [SocketAddr; 2] {
    [(Ipv4Addr::UNSPECIFIED, port).into(), (Ipv6Addr::UNSPECIFIED, port).into()]
}

async fn bind_at(
    settings: &Settings,
    addresses: &[SocketAddr],
    gate: Gate,
) -> Result<Endpoint, NetError> {
    let mode = match relay(settings)? {
        Some(relay) => RelayMode::custom([relay]),
        None => RelayMode::Disabled,
    };
    let mut builder = Endpoint::builder(presets::Minimal)
        .secret_key(SecretKey::from_bytes(&settings.secret))
        .alpns(vec![TALK.to_vec(), JOIN.to_vec()])
        .relay_mode(mode)
        .portmapper_config(PortmapperConfig::Disabled)
        .transport_config(transport())
        .hooks(gate)
        .clear_ip_transports();
    // The first of each family is for all networks, and iroh wants it last.
    for (at, address) in addresses.iter().enumerate().rev() {
        let is_first = addresses.iter().position(|other| other.is_ipv4() == address.is_ipv4());
        // A machine without IPv6 listens on IPv4 alone.
        let required = address.is_ipv4() || addresses.len() == 1;
        let mut how = BindOpts::default().set_is_required(required);
        if is_first != Some(at) {
            let network = if address.is_ipv4() { FURTHER_V4 } else { FURTHER_V6 };
            how = how.set_prefix_len(network).set_is_default_route(false);
        }
        let bound = builder.bind_addr_with_opts(*address, how);
        builder = bound.map_err(|_| NetError::Address { address: *address })?;
    }
    let bound = builder.bind().await;
    bound.map_err(|error| match io_fault(&error) {
        Some(fault) => NetError::of_bind(fault, addresses),
        None => NetError::unavailable(error),
    })
}

fn io_fault(error: &BindError) -> Option<&io::Error> {
    match error {
        BindError::Sockets { source, .. } | BindError::CreateQuicEndpoint { source, .. } => {
            Some(source)
        }
        _ => None,
    }
}

/// One stream a connection, and a dead peer is noticed soon. What is received before the handshake
/// has ended could be a recording played again: no connection is taken up before, and nothing is
/// sent so early.
fn transport() -> QuicTransportConfig {
    QuicTransportConfig::builder()
        .max_concurrent_bidi_streams(VarInt::from_u32(1))
        .max_concurrent_uni_streams(VarInt::from_u32(0))
        .datagram_receive_buffer_size(None)
        .receive_window(VarInt::from_u32(WINDOW_BYTES))
        .stream_receive_window(VarInt::from_u32(WINDOW_BYTES))
        .max_idle_timeout(IDLE_TIME.try_into().ok())
        .keep_alive_interval(KEEP_ALIVE)
        .default_path_max_idle_timeout(IDLE_TIME)
        .default_path_keep_alive_interval(KEEP_ALIVE)
        .build()
}
