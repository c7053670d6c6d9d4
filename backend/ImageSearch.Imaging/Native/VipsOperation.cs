namespace ImageSearch.Imaging.Native;

/// <summary>
/// One call of a libvips operation: set its properties, then ask for its result, which runs and disposes it.
/// <code>using var small = new VipsOperation("resize").With("in", image).With("scale", 0.5).ToImage();</code>
/// </summary>
internal sealed class VipsOperation : IDisposable
{
    private readonly VipsObject _operation;

    /// <exception cref="VipsException">There is no such operation in this build of libvips.</exception>
    public VipsOperation(string name)
    {
        VipsLibrary.EnsureStarted();
        _operation = VipsObject.Owned(VipsNative.vips_operation_new(name));
    }

    public VipsOperation With(string name, bool state)
    {
        var value = GValue.Of(GValue.Boolean);
        VipsNative.g_value_set_boolean(ref value, state ? 1 : 0);
        return Set(name, ref value);
    }

    public VipsOperation With(string name, int number)
    {
        var value = GValue.Of(GValue.Int);
        VipsNative.g_value_set_int(ref value, number);
        return Set(name, ref value);
    }

    // GLib turns an int into whichever enumeration the property has.
    public VipsOperation With<TEnum>(string name, TEnum choice)
        where TEnum : struct, Enum => With(name, Convert.ToInt32(choice));

    public VipsOperation With(string name, double number)
    {
        var value = GValue.Of(GValue.Double);
        VipsNative.g_value_set_double(ref value, number);
        return Set(name, ref value);
    }

    public VipsOperation With(string name, string text)
    {
        var value = GValue.Of(GValue.String);
        VipsNative.g_value_set_string(ref value, text);
        return Set(name, ref value);
    }

    public VipsOperation With(string name, VipsObject target)
    {
        var value = GValue.Of(GValue.Object);
        VipsNative.g_value_set_object(ref value, target);
        return Set(name, ref value);
    }

    public unsafe VipsOperation With(string name, ReadOnlySpan<double> numbers)
    {
        var value = GValue.Of(VipsNative.g_type_from_name("VipsArrayDouble"));
        fixed (double* start = numbers)
        {
            VipsNative.vips_value_set_array_double(ref value, start, numbers.Length);
        }

        return Set(name, ref value);
    }

    public unsafe VipsOperation WithInts(string name, ReadOnlySpan<int> numbers)
    {
        var value = GValue.Of(VipsNative.g_type_from_name("VipsArrayInt"));
        fixed (int* start = numbers)
        {
            VipsNative.vips_value_set_array_int(ref value, start, numbers.Length);
        }

        return Set(name, ref value);
    }

    /// <exception cref="VipsException">The operation failed.</exception>
    public VipsImage ToImage() =>
        Run("VipsImage", "out", static (ref GValue value) => VipsObject.Owned(VipsNative.g_value_dup_object(ref value)));

    /// <summary>The file that a save operation wrote into memory.</summary>
    /// <exception cref="VipsException">The operation failed.</exception>
    public unsafe byte[] ToBytes() => Run("VipsBlob", "buffer", static (ref GValue value) =>
    {
        var data = VipsNative.vips_blob_get(VipsNative.g_value_get_boxed(ref value), out var length);
        return new ReadOnlySpan<byte>(data, checked((int)length)).ToArray();
    });

    public void Dispose() => _operation.Dispose();

    private delegate T Reader<T>(ref GValue value);

    private T Run<T>(string type, string output, Reader<T> read)
    {
        try
        {
            VipsException.ThrowIfFailed(VipsNative.vips_object_build(_operation));
            var value = GValue.Of(VipsNative.g_type_from_name(type));
            try
            {
                VipsNative.g_object_get_property(_operation, output, ref value);
                return read(ref value);
            }
            finally
            {
                value.Unset();
            }
        }
        finally
        {
            // The operation holds references of its own to what it made.
            VipsNative.vips_object_unref_outputs(_operation);
            Dispose();
        }
    }

    private VipsOperation Set(string name, ref GValue value)
    {
        VipsNative.g_object_set_property(_operation, name, ref value);
        value.Unset();
        return this;
    }
}
