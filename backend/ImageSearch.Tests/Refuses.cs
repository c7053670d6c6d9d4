using ImageSearch.Engine;
using NUnit.Framework.Constraints;

namespace ImageSearch.Tests;

internal static class Refuses
{
    /// <summary>Throws a <see cref="LibraryException"/> of this kind and, if given, this code.</summary>
    public static Constraint As(LibraryErrorKind kind, string? code = null) => Throws.TypeOf<LibraryException>()
        .With.Property(nameof(LibraryException.Kind)).EqualTo(kind)
        .And.Property(nameof(LibraryException.Code)).EqualTo(code ?? new LibraryException(kind, "").Code);
}
