#pragma once
namespace lib {
inline namespace v1 {
struct Options {
    int level;
};
int start(const Options &options);
int stop(int code);
}
}

namespace lib {
namespace v2 {
int pause(int code);
}
}
