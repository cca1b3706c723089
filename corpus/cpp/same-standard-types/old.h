#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

class registry {
public:
    registry();
    ~registry();
    int add(const std::string &name, std::unique_ptr<int> value);
    std::vector<std::string> names() const;
    void each(const std::function<void(const std::string &, int)> &what) const;

private:
    std::map<std::string, std::shared_ptr<int>> values;
    std::vector<std::pair<int, std::string>> log;
};
