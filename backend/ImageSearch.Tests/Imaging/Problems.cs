using ImageSearch.Imaging;
using NUnit.Framework.Constraints;

namespace ImageSearch.Tests.Imaging;

/// <summary>Constraints for the exceptions that bad files cause.</summary>
internal static class Problems
{
    public static IResolveConstraint Throw(ImageProblem problem) =>
        Throws.TypeOf<ImageException>().With.Property(nameof(ImageException.Problem)).EqualTo(problem);
}
