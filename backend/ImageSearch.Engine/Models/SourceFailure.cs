namespace ImageSearch.Engine.Models;

/// <summary>One source did not give the file; the message is the part of a sentence that says why.</summary>
internal sealed class SourceFailure(string reason, SourceFailure.Cure cure = SourceFailure.Cure.NextSource) : Exception(reason)
{
    public enum Cure
    {
        /// <summary>It would do the same again.</summary>
        NextSource,

        /// <summary>It did not answer at all; other addresses of the same host would not either.</summary>
        NextHost,

        /// <summary>The connection broke off: what is there can be added to.</summary>
        Resume,

        /// <summary>What is there is not the beginning of the file.</summary>
        FromTheStart,
    }

    public Cure Remedy { get; } = cure;
}
