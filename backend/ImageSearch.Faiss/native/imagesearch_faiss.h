// FAISS behind a C ABI: an index of vectors under 64-bit ids (IndexIDMap2), and sets of ids to search within.
//
// Every call that can fail returns a status; isf_last_error() then holds a message for the calling thread. No C++ exception
// leaves the library. A call that fails leaves the index as it was.
//
// Calls that take a const index may run at the same time as each other; any other call needs the index for itself.
// A filter never changes once made. libgomp keeps a team of threads for every thread that ever called: call from few,
// long-lived threads.
//
// Vectors are rows of `dimension` floats. Each float must lie within +/- 1e15, so that no score can overflow; NaN is refused.
// Pointers may be null only where their count is zero, except for a filter, where null means "every vector".
#pragma once

#include <cstdint>

#define ISF_API extern "C" __attribute__((visibility("default")))

enum isf_status : int32_t {
    ISF_OK = 0,
    ISF_INVALID_ARGUMENT = 1,  // the caller's mistake
    ISF_INVALID_FILE = 2,      // the file is not an index that this library reads, or is damaged
    ISF_IO = 3,                // the operating system refused to read or write
    ISF_OUT_OF_MEMORY = 4,
    ISF_FAILED = 5,            // FAISS failed; the message is its own
};

enum isf_metric : int32_t { ISF_INNER_PRODUCT = 0, ISF_SQUARED_L2 = 1, ISF_L1 = 2 };  // FAISS's own numbers

struct isf_index;
struct isf_filter;

struct isf_description {
    int64_t count;
    int32_t dimension;
    int32_t metric;   // isf_metric
    int32_t trained;  // 0 or 1
    int32_t probes;   // lists that a search visits; 0 without lists
    int32_t breadth;  // candidates that a search in a graph keeps; 0 without a graph
};

// The message of the last call on this thread that did not return ISF_OK: UTF-8, valid until the next such call.
ISF_API const char* isf_last_error();

// Indexes and filters that were made and not yet freed, in the whole process.
ISF_API int64_t isf_live_objects();

// The version of FAISS, such as "1.7.3".
ISF_API const char* isf_faiss_version();

// How many threads FAISS and OpenBLAS use in calls from the calling thread.
ISF_API isf_status isf_set_threads(int32_t threads);
ISF_API int32_t isf_threads();

// `factory` is a string of index_factory(): rows (Flat, SQfp16, SQ8), HNSW<links>[,Flat|,SQ8|,SQfp16] or
// IVF<lists>,rows. ISF_L1 goes with Flat and HNSW<links> only.
ISF_API isf_status isf_index_create(int32_t dimension, const char* factory, int32_t metric, isf_index** index);
ISF_API isf_status isf_index_load(const char* path, isf_index** index);
ISF_API isf_status isf_index_save(const isf_index* index, const char* path);
ISF_API void isf_index_free(isf_index* index);

ISF_API isf_status isf_index_describe(const isf_index* index, isf_description* description);

// The factory string that makes such an index, ended by a zero.
ISF_API isf_status isf_index_factory(const isf_index* index, char* text, int32_t capacity);
ISF_API isf_status isf_index_set_probes(isf_index* index, int32_t probes);
ISF_API isf_status isf_index_set_breadth(isf_index* index, int32_t breadth);

// Only while the index is empty. Does nothing where there is nothing to learn.
ISF_API isf_status isf_index_train(isf_index* index, int64_t count, const float* vectors);

// Ids are >= 0 and new to the index; one that is not refuses the whole call.
ISF_API isf_status isf_index_add(isf_index* index, int64_t count, const int64_t* ids, const float* vectors);

// Unknown ids are passed over. Not for a graph. The last rows take the places of those that leave: the cost is that of the
// rows that leave.
ISF_API isf_status isf_index_remove(isf_index* index, int64_t count, const int64_t* ids, int64_t* removed);

// All ids, in the order of the rows. `capacity` must be the index's count.
ISF_API isf_status isf_index_ids(const isf_index* index, int64_t* ids, int64_t capacity);
ISF_API isf_status isf_index_contains(const isf_index* index, int64_t id, int32_t* found);

// Copies one vector of `dimension` floats, or what is left of it in a compressed index; *found is 0, and nothing is copied, if there is no such id.
ISF_API isf_status isf_index_reconstruct(const isf_index* index, int64_t id, float* vector, int32_t* found);

// The k best of every query, best first, `queries` x `k` ids and scores. Missing neighbours follow the found ones as
// id -1 with the worst score there is (-infinity for inner product, +infinity for L2).
ISF_API isf_status isf_index_search(
        const isf_index* index, const isf_filter* filter, int64_t queries, const float* vectors, int64_t k,
        int64_t* ids, float* scores);

// How many vectors score at least `min_score` against one query. Inner product only.
ISF_API isf_status isf_index_count_above(
        const isf_index* index, const isf_filter* filter, const float* vector, float min_score, int64_t* count);

// Lets these ids through; with `excluding` other than 0 all but these.
ISF_API isf_status isf_filter_create(int64_t count, const int64_t* ids, int32_t excluding, isf_filter** filter);
ISF_API void isf_filter_free(isf_filter* filter);
