pub struct Client {
    name: String,
    count: u32,
}

#[unsafe(no_mangle)]
pub extern "C" fn client_new() -> *mut Client {
    Box::into_raw(Box::new(Client { name: String::new(), count: 7 }))
}

#[unsafe(no_mangle)]
pub extern "C" fn client_count(client: &Client) -> u32 {
    client.count + client.name.len() as u32
}
