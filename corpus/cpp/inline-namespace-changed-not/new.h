#pragma once
namespace sha256 {
int size(int value);
}
namespace sha512 {
int hash_blocks(int value, long count);
}
