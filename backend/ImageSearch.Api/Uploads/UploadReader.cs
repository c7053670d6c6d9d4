using System.Text;
using ImageSearch.Api.Errors;
using ImageSearch.Engine;
using ImageSearch.Engine.Intake;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ImageSearch.Api.Uploads;

/// <summary>
/// Reads multipart forms as a stream: files are written directly to the data directory's <c>tmp</c>, so the use of memory does not depend
/// on their size, and fields may follow files.
/// </summary>
internal sealed class UploadReader(ImageLibrary library, IOptions<UploadOptions> options)
{
    private const int MaxFields = 64;
    private const int MaxFieldBytes = 64 * 1024;
    private const int MaxBoundary = 200;

    // An exception of a disk or a socket has an error code of the operating system or a type of its own; this one comes from the form's
    // reader.
    private const int NoSystemError = unchecked((int)0x80131620);

    /// <exception cref="BadParameterException">The form cannot be read.</exception>
    /// <exception cref="RequestLimitException">The request is too large, or has too many files.</exception>
    public async Task<UploadForm> ReadAsync(HttpRequest request, long? maxFileBytes = null)
    {
        var reader = Open(request);
        var files = new List<SpooledFile>();
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var isBatch = false;
        try
        {
            while (await reader.ReadNextSectionAsync(request.HttpContext.RequestAborted) is { } section)
            {
                var name = await ReadSectionAsync(
                    section,
                    files,
                    fields,
                    maxFileBytes ?? options.Value.MaxFileBytes,
                    request.HttpContext.RequestAborted);
                isBatch |= name == "files";
            }

            return new UploadForm(files, fields, isBatch);
        }
        catch (Exception exception)
        {
            new UploadForm(files, fields, isBatch).Dispose();
            throw exception switch
            {
                BadHttpRequestException { StatusCode: 413 } => TooLarge(request),
                InvalidDataException => new BadParameterException($"The form cannot be read: {exception.Message}"),
                IOException { HResult: NoSystemError } when exception.GetType() == typeof(IOException) =>
                    new BadParameterException("The form ends in the middle: its closing boundary is missing."),
                _ => exception,
            };
        }
    }

    private MultipartReader Open(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            throw new NotAFormException();
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrWhiteSpace(boundary) || boundary.Length > MaxBoundary)
            throw new BadParameterException("The Content-Type multipart/form-data lacks a usable boundary.");
        if (request.ContentLength > options.Value.MaxRequestBytes)
            throw TooLarge(request);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.Value.MaxRequestBytes;
        return new MultipartReader(boundary, request.Body);
    }

    /// <summary>Reads one part and returns its name.</summary>
    private async Task<string> ReadSectionAsync(
        MultipartSection section, List<SpooledFile> files, Dictionary<string, string> fields, long maxFileBytes, CancellationToken cancellationToken)
    {
        var (name, fileName) = PartName.Read(section.ContentDisposition);
        if (fileName is not null || name is "file" or "files")
        {
            if (files.Count == options.Value.MaxFiles)
            {
                throw new RequestLimitException(
                    $"A request may carry {options.Value.MaxFiles} files; this one has more. Send the rest in another.", options.Value
                        .MaxFiles, null);
            }

            files.Add(await library.Spool.TakeAsync(section.Body, fileName, maxFileBytes, cancellationToken));
            return name;
        }

        if (fields.Count == MaxFields)
            throw new BadParameterException($"The form has more than {MaxFields} fields.");
        fields[name] = await ReadFieldAsync(section.Body, cancellationToken);
        return name;
    }

    private static async Task<string> ReadFieldAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxFieldBytes + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= MaxFieldBytes
            ? Encoding.UTF8.GetString(buffer, 0, length)
            : throw new BadParameterException($"A field of the form is longer than {MaxFieldBytes} bytes.");
    }

    private RequestLimitException TooLarge(HttpRequest request) => new(
        $"A request may have {options.Value.MaxRequestBytes} bytes. Send fewer pictures at once.", options.Value.MaxRequestBytes, request
            .ContentLength);
}
