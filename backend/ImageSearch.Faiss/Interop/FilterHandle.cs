using Microsoft.Win32.SafeHandles;

namespace ImageSearch.Faiss.Interop;

/// <summary>Owns one <c>isf_filter</c>.</summary>
internal sealed class FilterHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <summary>The null pointer, which the native side reads as "every vector". It owns nothing.</summary>
    public static readonly FilterHandle Everything = new();

    protected override bool ReleaseHandle()
    {
        NativeMethods.FreeFilter(handle);
        return true;
    }
}
