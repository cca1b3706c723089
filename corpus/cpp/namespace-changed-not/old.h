#pragma once
namespace geo {
int scale(int by);
int dot(int by);
}
namespace image {
int load(int what);
}
