// What a file says of itself, checked before FAISS believes it.
#pragma once

#include <cstdint>
#include <cstdio>

namespace isf {

// Walks a file of `bytes` bytes from its start and throws a Failure (ISF_INVALID_FILE) unless it is an IndexIDMap2 over
// one of the kinds that isf_index_create() makes, whose every announced length is there and agrees with the others.
//
// FAISS's reader allocates whatever length a file names, up to terabytes, follows nested indexes to any depth and opens
// further files that one names. After this walk none of that can happen.
void check_layout(std::FILE* file, uint64_t bytes);

}  // namespace isf
