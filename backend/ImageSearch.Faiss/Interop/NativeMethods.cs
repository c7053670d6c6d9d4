using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
[assembly: DisableRuntimeMarshalling]

namespace ImageSearch.Faiss.Interop;

/// <summary>The C ABI of <c>native/imagesearch_faiss.h</c>, which documents each call.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = "libimagesearch_faiss";

    [LibraryImport(Library, EntryPoint = "isf_last_error")]
    internal static partial byte* LastError();

    [LibraryImport(Library, EntryPoint = "isf_live_objects")]
    internal static partial long LiveObjects();

    [LibraryImport(Library, EntryPoint = "isf_faiss_version")]
    internal static partial byte* FaissVersion();

    [LibraryImport(Library, EntryPoint = "isf_set_threads")]
    internal static partial NativeStatus SetThreads(int threads);

    [LibraryImport(Library, EntryPoint = "isf_threads")]
    internal static partial int Threads();

    [LibraryImport(Library, EntryPoint = "isf_index_create", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial NativeStatus CreateIndex(int dimension, string factory, FaissMetric metric, out IndexHandle index);

    [LibraryImport(Library, EntryPoint = "isf_index_load", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial NativeStatus LoadIndex(string path, out IndexHandle index);

    [LibraryImport(Library, EntryPoint = "isf_index_save", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial NativeStatus SaveIndex(IndexHandle index, string path);

    [LibraryImport(Library, EntryPoint = "isf_index_free")]
    internal static partial void FreeIndex(IntPtr index);

    [LibraryImport(Library, EntryPoint = "isf_index_describe")]
    internal static partial NativeStatus Describe(IndexHandle index, out IndexDescription description);

    [LibraryImport(Library, EntryPoint = "isf_index_factory")]
    internal static partial NativeStatus GetFactory(IndexHandle index, Span<byte> text, int capacity);

    [LibraryImport(Library, EntryPoint = "isf_index_set_probes")]
    internal static partial NativeStatus SetProbes(IndexHandle index, int probes);

    [LibraryImport(Library, EntryPoint = "isf_index_set_breadth")]
    internal static partial NativeStatus SetBreadth(IndexHandle index, int breadth);

    [LibraryImport(Library, EntryPoint = "isf_index_train")]
    internal static partial NativeStatus Train(IndexHandle index, long count, ReadOnlySpan<float> vectors);

    [LibraryImport(Library, EntryPoint = "isf_index_add")]
    internal static partial NativeStatus Add(IndexHandle index, long count, ReadOnlySpan<long> ids, ReadOnlySpan<float> vectors);

    [LibraryImport(Library, EntryPoint = "isf_index_remove")]
    internal static partial NativeStatus Remove(IndexHandle index, long count, ReadOnlySpan<long> ids, out long removed);

    [LibraryImport(Library, EntryPoint = "isf_index_ids")]
    internal static partial NativeStatus GetIds(IndexHandle index, Span<long> ids, long capacity);

    [LibraryImport(Library, EntryPoint = "isf_index_contains")]
    internal static partial NativeStatus Contains(IndexHandle index, long id, out int found);

    [LibraryImport(Library, EntryPoint = "isf_index_reconstruct")]
    internal static partial NativeStatus Reconstruct(IndexHandle index, long id, Span<float> vector, out int found);

    [LibraryImport(Library, EntryPoint = "isf_index_search")]
    internal static partial NativeStatus Search(
        IndexHandle index, FilterHandle filter, long queries, ReadOnlySpan<float> vectors, long k, Span<long> ids, Span<float> scores);

    [LibraryImport(Library, EntryPoint = "isf_index_count_above")]
    internal static partial NativeStatus CountAbove(
        IndexHandle index, FilterHandle filter, ReadOnlySpan<float> vector, float minScore, out long count);

    [LibraryImport(Library, EntryPoint = "isf_filter_create")]
    internal static partial NativeStatus CreateFilter(long count, ReadOnlySpan<long> ids, int excluding, out FilterHandle filter);

    [LibraryImport(Library, EntryPoint = "isf_filter_free")]
    internal static partial void FreeFilter(IntPtr filter);
}
