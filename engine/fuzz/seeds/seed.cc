// What C++ writes into debug information, in little: no header, so that a changed byte is likely to be one that counts.

struct Base {
    virtual ~Base();
    virtual int size(int) const = 0;
    int first;
};

struct Left : virtual Base {
    int size(int) const override;
    long left;
};

struct Right : virtual Base {
    virtual Right *clone() const;
    char right : 3, : 2, more : 2;
};

namespace inner {
inline namespace v1 {
enum class Colour : unsigned char { red, green = 7 };
union Either {
    int i;
    float f;
};
struct Both final : Left, private Right {
    Both(const Both &);
    explicit Both(int);
    Both *clone() const override;
    int size(int) const override;
    static int count;
    static constexpr int limit = 4;
    Both &operator=(const Both &) = delete;
    int by_reference(Both &&) &;
    template <class T> int take(T value) { return static_cast<int>(value) + first; }

protected:
    mutable Either either;
    Colour colour;

private:
    struct Nested {
        Nested *next;
        int (Both::*function)(int) const;
        int Both::*member;
    } nested[2];
};
} // namespace v1
} // namespace inner

template <class T, unsigned N = 3> struct Vec {
    T items[N];
    unsigned long used;
    T &at(unsigned long);
};

template <class T, unsigned N> T &Vec<T, N>::at(unsigned long i) { return items[i < used ? i : 0]; }

template struct Vec<long>;
template struct Vec<Vec<char *, 2>, 1>;

namespace {
struct Hidden {
    int x;
};
} // namespace

using inner::Both;
typedef Vec<const volatile Hidden *, 1> Hiddens;

Base::~Base() {}
int Left::size(int n) const { return n + first; }
Right *Right::clone() const { return nullptr; }
int Both::count = 1;
Both::Both(const Both &other)
    : Base(other), Left(other), Right(other), either(other.either), colour(other.colour), nested{} {}
Both::Both(int n) : colour(inner::Colour(n)), nested{} {}
Both *Both::clone() const { return nullptr; }
int Both::size(int n) const { return n + static_cast<int>(colour); }
int Both::by_reference(Both &&other) & { return other.take(3L) + count; }

extern "C" int plain(Both by_value, Base &reference, Hiddens *hiddens, ...)
{
    auto lambda = [&](int n) { return reference.size(n) + by_value.size(n); };
    return lambda(hiddens != nullptr);
}

auto deduced(decltype(nullptr), int (&array)[3]) noexcept { return array[1]; }
thread_local int Right::*thread_local_member;
