namespace ImageSearch.Api.Errors;

/// <summary>A parameter of a request is not valid; the message names it and says what is expected.</summary>
public sealed class BadParameterException(string message) : Exception(message);

/// <summary>A request to a form endpoint does not contain a form.</summary>
public sealed class NotAFormException() : BadHttpRequestException(
    "Send the picture as multipart/form-data, for example: curl -F file=@photo.jpg", StatusCodes.Status415UnsupportedMediaType);

/// <summary>A request as a whole exceeds a limit.</summary>
public sealed class RequestLimitException(string message, long limit, long? actual) : Exception(message)
{
    public long Limit { get; } = limit;

    public long? Actual { get; } = actual;
}
