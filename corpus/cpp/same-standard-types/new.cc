#include "new.h"

registry::registry() {}
registry::~registry() {}
int registry::add(const std::string &name, std::unique_ptr<int> value)
{
    log.emplace_back(*value, name);
    values[name] = std::move(value);
    return values.size();
}
std::vector<std::string> registry::names() const
{
    std::vector<std::string> all;
    for (const auto &value : values)
        all.push_back(value.first);
    return all;
}
void registry::each(const std::function<void(const std::string &, int)> &what) const
{
    for (const auto &value : values)
        what(value.first, *value.second);
}
