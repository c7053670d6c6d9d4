using ImageSearch.Faiss;
using NUnit.Framework.Constraints;

namespace ImageSearch.Tests.Faiss;

internal static class Fails
{
    /// <summary>Throws a FaissException of that kind whose message holds that text.</summary>
    public static IResolveConstraint With(FaissError error, string text = "") =>
        Throws.TypeOf<FaissException>().With.Property(nameof(FaissException.Error)).EqualTo(error).And.Message.Contains(text);
}
