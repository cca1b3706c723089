enum colour { red, green };
enum class size { small, large };
namespace ns {
enum kind { first, second };
template <kind K, typename T> struct sorted;
} // namespace ns
template <colour C> struct painted;
template <size S> struct made;
template <typename T> struct held {
    T *to;
};

painted<green> *make_green(colour);
made<size::large> *make_large(size);
held<ns::sorted<ns::second, painted<red>>> *hold(ns::kind);
