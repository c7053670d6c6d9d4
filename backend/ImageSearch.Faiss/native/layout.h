// Checks what a file declares before FAISS reads it.
#pragma once

#include <cstdint>
#include <cstdio>

namespace isf {

// Reads a file of `bytes` bytes from its start and throws a Failure (ISF_INVALID_FILE) unless it is an IndexIDMap2 over one of the kinds
// that isf_index_create() makes, and all declared lengths fit the file and each other.
//
// FAISS's own reader allocates whatever length a file declares, up to terabytes, follows nested indexes to any depth and opens further
// files that a file names. After this check, none of that can happen.
void check_layout(std::FILE* file, uint64_t bytes);

}  // namespace isf
