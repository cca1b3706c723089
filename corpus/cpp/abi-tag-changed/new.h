#pragma once
[[gnu::abi_tag("v2")]] int limit(int value);
