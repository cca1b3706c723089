#include "old.h"

int main() {
    Account account{7};
    return account.balance() == 7 ? 0 : 1;
}
