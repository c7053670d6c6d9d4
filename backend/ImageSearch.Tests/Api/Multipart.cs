using System.Text;

namespace ImageSearch.Tests.Api;

/// <summary>A multipart form, byte for byte: names are sent unchanged in UTF-8, as browsers send them.</summary>
internal sealed class Multipart
{
    public const string Boundary = "------------------------0123456789abcdef";

    private readonly List<byte> _body = [];

    /// <summary>A form that contains only files, named "files".</summary>
    public static Multipart Of(params IEnumerable<(string Name, byte[] Bytes)> files)
    {
        var form = new Multipart();
        foreach (var (name, bytes) in files)
            form.File(name, bytes);
        return form;
    }

    /// <param name="part">The name of the part; the older endpoints and searches use "file".</param>
    public Multipart File(string name, byte[] bytes, string part = "files") =>
        Part($"Content-Disposition: form-data; name=\"{part}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream", bytes);

    public Multipart Field(string name, string value) => Part($"Content-Disposition: form-data; name=\"{name}\"", Encoding.UTF8.GetBytes(value));

    /// <param name="headers">The headers, without the end of the last line.</param>
    public Multipart Part(string headers, byte[] bytes)
    {
        Write($"--{Boundary}\r\n{headers}\r\n\r\n");
        _body.AddRange(bytes);
        Write("\r\n");
        return this;
    }

    /// <summary>The whole body, closing boundary included.</summary>
    public byte[] ToBytes() => [.. _body, .. Encoding.UTF8.GetBytes($"--{Boundary}--\r\n")];

    public HttpContent ToContent() => Content(ToBytes(), $"multipart/form-data; boundary={Boundary}");

    public static HttpContent Content(byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    private void Write(string text) => _body.AddRange(Encoding.UTF8.GetBytes(text));
}
