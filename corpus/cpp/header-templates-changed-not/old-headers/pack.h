typedef unsigned int word;
namespace pack {
template <class T, class U = int> struct size {
    static int of() { return sizeof(T); }
};
template <class T> struct size<T *, int> {
    static int of() { return 4; }
};
template <> struct size<char> {
    static int of() { return 8; }
};
template <> struct size<word, long> {
    static int of() { return 32; }
};
int bits(int bytes);
}
