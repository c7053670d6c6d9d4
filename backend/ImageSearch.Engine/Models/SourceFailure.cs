namespace ImageSearch.Engine.Models;

/// <summary>A source did not deliver the file; the message is the part of a sentence that gives the reason.</summary>
internal sealed class SourceFailure(string reason, SourceFailure.Cure cure = SourceFailure.Cure.NextSource) : Exception(reason)
{
    public enum Cure
    {
        /// <summary>The same source would fail in the same way again.</summary>
        NextSource,

        /// <summary>The source did not answer at all; other addresses of the same host would not answer either.</summary>
        NextHost,

        /// <summary>The connection broke; another attempt can continue after the received bytes.</summary>
        Resume,

        /// <summary>The received bytes are not the beginning of the file.</summary>
        FromTheStart,
    }

    public Cure Remedy { get; } = cure;
}
