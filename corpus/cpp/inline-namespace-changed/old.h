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
