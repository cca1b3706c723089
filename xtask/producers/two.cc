// What of rich.h works with the standard library.

#include "rich.h"

namespace rich {

Store::Store() : pair(Colour::red, Array<long>()) {}
Store::~Store() {}
void Store::put(const std::string &key, std::vector<int> value)
{
    for (int n : value)
        all[key].push_back(std::to_string(n));
    if (changed)
        changed(static_cast<int>(Hash()(key)));
}
std::size_t Store::Hash::operator()(const std::string &key) const { return key.size(); }
std::shared_ptr<Base> Store::base(std::function<int(const Two &)> visit, Listener *listener) const
{
    Two two = {1, 2};
    auto call = [&](int n) { return visit(two) + n; };
    if (listener != nullptr && listener->heard(two) > call(3))
        listener->done();
    return left;
}
const std::map<std::string, Names> &Store::names() const { return all; }
Pairs<int> Store::pairs(Pack<Array, int, char> pack, Values<Colour::green, 'x', -1, true, &place> values)
{
    Pairs<int> pairs;
    pairs.emplace_back(pack.held.at(0), values.value[0]);
    return pairs;
}

Failure::Failure(const std::string &what, int code) : std::runtime_error(what), number(code) {}
Failure::~Failure() {}

inline namespace v2 {
Versioned &Versioned::set(int to)
{
    version = to;
    return *this;
}
int versioned(Versioned v, Names &&names) { return v.version + static_cast<int>(names.size()) + counter(); }
} // namespace v2

std::string tagged(int n) { return std::to_string(n); }
int old_one(int n) { return n; }
void thrower(bool really)
{
    if (really)
        throw Failure("really", 1);
}

} // namespace rich
