using System.Runtime.InteropServices;

namespace ImageSearch.Imaging.Native;

/// <summary>
/// The functions of libvips and GLib that are used, under their own names. Only functions with a fixed list of arguments: the
/// variadic ones (<c>vips_resize(in, out, scale, NULL)</c>) cannot be called safely, operations are built by their properties instead.
/// </summary>
internal static unsafe partial class VipsNative
{
    internal const string Library = "libvips-cpp.so.8.18.7";

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int vips_init(string argv0);

    [LibraryImport(Library)]
    public static partial int vips_version(int flag);

    [LibraryImport(Library)]
    public static partial void vips_concurrency_set(int concurrency);

    [LibraryImport(Library)]
    public static partial void vips_cache_set_max(int max);

    [LibraryImport(Library)]
    public static partial void vips_block_untrusted_set(int state);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void vips_operation_block_set(string name, int state);

    [LibraryImport(Library)]
    public static partial nuint vips_tracked_get_mem();

    [LibraryImport(Library)]
    public static partial nuint vips_tracked_get_mem_highwater();

    [LibraryImport(Library)]
    public static partial int vips_tracked_get_files();

    // A copy of the error text, which is cleared in the same step.
    [LibraryImport(Library)]
    public static partial byte* vips_error_buffer_copy();

    [LibraryImport(Library)]
    public static partial void g_free(void* memory);

    [LibraryImport(Library)]
    public static partial nint g_log_set_default_handler(delegate* unmanaged<byte*, int, byte*, void*, void> handler, void* data);

    [LibraryImport(Library)]
    public static partial void g_object_unref(nint handle);

    [LibraryImport(Library)]
    public static partial VipsImage g_object_ref(VipsImage image);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void g_object_set_property(VipsObject target, string name, ref GValue value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void g_object_get_property(VipsObject target, string name, ref GValue value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nuint g_type_from_name(string name);

    [LibraryImport(Library)]
    public static partial void g_value_init(ref GValue value, nuint type);

    [LibraryImport(Library)]
    public static partial void g_value_unset(ref GValue value);

    [LibraryImport(Library)]
    public static partial void g_value_set_boolean(ref GValue value, int state);

    [LibraryImport(Library)]
    public static partial void g_value_set_int(ref GValue value, int number);

    [LibraryImport(Library)]
    public static partial void g_value_set_double(ref GValue value, double number);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void g_value_set_string(ref GValue value, string text);

    [LibraryImport(Library)]
    public static partial void g_value_set_object(ref GValue value, VipsObject target);

    [LibraryImport(Library)]
    public static partial void vips_value_set_array_double(ref GValue value, double* numbers, int count);

    [LibraryImport(Library)]
    public static partial void vips_value_set_array_int(ref GValue value, int* numbers, int count);

    [LibraryImport(Library)]
    public static partial VipsImage g_value_dup_object(ref GValue value);

    [LibraryImport(Library)]
    public static partial void* g_value_get_boxed(ref GValue value);

    [LibraryImport(Library)]
    public static partial byte* vips_blob_get(void* blob, out nuint length);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial VipsObject vips_operation_new(string name);

    [LibraryImport(Library)]
    public static partial int vips_object_build(VipsObject operation);

    [LibraryImport(Library)]
    public static partial void vips_object_unref_outputs(VipsObject operation);

    [LibraryImport(Library)]
    public static partial VipsSource vips_source_new_from_descriptor(SafeHandle descriptor);

    [LibraryImport(Library)]
    public static partial VipsSource vips_source_new_from_memory(void* data, nuint length);

    [LibraryImport(Library)]
    public static partial VipsImage vips_image_new_from_memory(void* data, nuint size, int width, int height, int bands, int format);

    [LibraryImport(Library)]
    public static partial VipsImage vips_image_new_from_memory_copy(void* data, nuint size, int width, int height, int bands, int format);

    [LibraryImport(Library)]
    public static partial int vips_image_write(VipsImage from, VipsImage to);

    [LibraryImport(Library)]
    public static partial int vips_image_get_width(VipsImage image);

    [LibraryImport(Library)]
    public static partial int vips_image_get_height(VipsImage image);

    [LibraryImport(Library)]
    public static partial int vips_image_get_bands(VipsImage image);

    [LibraryImport(Library)]
    public static partial int vips_image_get_format(VipsImage image);

    [LibraryImport(Library)]
    public static partial int vips_image_get_interpretation(VipsImage image);

    [LibraryImport(Library)]
    public static partial int vips_image_get_n_pages(VipsImage image);

    [LibraryImport(Library)]
    public static partial int vips_image_get_orientation(VipsImage image);

    [LibraryImport(Library)]
    public static partial int vips_image_hasalpha(VipsImage image);

    // The type of a metadata field, 0 where the image has no such field.
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nuint vips_image_get_typeof(VipsImage image, string name);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void vips_image_set_int(VipsImage image, string name, int number);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void vips_image_set_blob_copy(VipsImage image, string name, void* data, nuint length);
}
