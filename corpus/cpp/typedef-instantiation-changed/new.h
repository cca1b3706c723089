template <typename T> struct string_of {
    const T *at;
    long length;
};
using text = string_of<unsigned char>;

long length_of(const text &what);
