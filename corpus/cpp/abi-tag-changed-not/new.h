#pragma once
int limit(int value);
namespace now {
[[gnu::abi_tag("v2")]] int limit(int value) asm("_Z5limitB2v2i");
}
