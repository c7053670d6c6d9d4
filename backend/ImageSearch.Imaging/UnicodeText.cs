using System.Runtime.InteropServices;
using ImageSearch.Imaging.Native;

namespace ImageSearch.Imaging;

/// <summary>
/// Unicode normalisation by GLib, which libvips carries: the process runs without ICU (invariant globalisation), and .NET
/// normalises nothing then.
/// </summary>
public static partial class UnicodeText
{
    private const int DefaultCompose = 1;

    /// <summary>The canonical composition (NFC) of <paramref name="text"/>; unpaired surrogates become U+FFFD.</summary>
    public static string ToNfc(string text)
    {
        if (System.Text.Ascii.IsValid(text))
            return text;
        var composed = Normalize(text, -1, DefaultCompose);
        try
        {
            return Marshal.PtrToStringUTF8(composed) ?? text;
        }
        finally
        {
            Free(composed);
        }
    }

    [LibraryImport(VipsNative.Library, EntryPoint = "g_utf8_normalize", StringMarshalling = StringMarshalling.Utf8)]
    private static partial IntPtr Normalize(string text, nint length, int mode);

    [LibraryImport(VipsNative.Library, EntryPoint = "g_free")]
    private static partial void Free(IntPtr memory);
}
