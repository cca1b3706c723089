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
template <class T> int align(T) { return sizeof(T); }
template <> inline int align<char>(char) { return 2; }
inline int round(word bytes) { return bytes; }
inline int round(char bytes) { return bytes; }
inline int round(double bytes) { return bytes; }
template <class T> T *round(T *bytes) { return bytes; }
int bits(int bytes);
}
