#pragma once
namespace geo {
int dot(int by);
}
namespace image {
int load(int what);
int scale(int by);
}
