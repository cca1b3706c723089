namespace outer {
inline namespace v1 {
struct item {
    int price;
};
namespace inner {
struct item {
    outer::item held;
};
} // namespace inner
} // namespace v1
namespace alias = inner;
} // namespace outer
using namespace outer;

typedef struct {
    int x, y;
} point;
typedef enum { north, south } direction;
using callback = int (*)(point, direction, outer::alias::item *);

namespace outer {
inline int limit = 5;
template <typename T> constexpr T zero = T();
int price_of(const inner::item &what);
int call(callback what, point where);
} // namespace outer
extern "C" int plain_call(callback what);
extern "C++" decltype(nullptr) nothing();
