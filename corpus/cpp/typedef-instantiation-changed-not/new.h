template <typename T> struct string_of {
    const T *at;
    long length;
};
using narrow = string_of<char>;
using text = narrow;

long length_of(const text &what);
