#include "old.h"

__attribute__((aarch64_vector_pcs)) double scale(double x)
{
	return x * 2;
}
