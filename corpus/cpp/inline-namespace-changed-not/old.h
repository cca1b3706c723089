#pragma once
namespace sha256 {
int hash(int value);
int size(int value);
}
