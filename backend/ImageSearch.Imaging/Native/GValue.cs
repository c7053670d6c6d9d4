using System.Runtime.InteropServices;

namespace ImageSearch.Imaging.Native;

/// <summary>GLib's tagged value, 24 bytes: the way in and out of the properties of an operation.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GValue
{
    private nuint _type;
    private readonly ulong _first;
    private readonly ulong _second;

    // The fundamental types of GLib have fixed numbers (gtype.h); libvips' own are looked up by name.
    public const nuint Boolean = 5 << 2;
    public const nuint Int = 6 << 2;
    public const nuint Double = 15 << 2;
    public const nuint String = 16 << 2;
    public const nuint Object = 20 << 2;

    public static GValue Of(nuint type)
    {
        var value = default(GValue);
        VipsNative.g_value_init(ref value, type);
        return value;
    }

    public void Unset()
    {
        if (_type != 0)
        {
            VipsNative.g_value_unset(ref this);
            _type = 0;
        }
    }
}
