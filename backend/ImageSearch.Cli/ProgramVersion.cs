using System.Reflection;

namespace ImageSearch.Cli;

/// <summary>The version of the program, without the commit that it was built from.</summary>
internal static class ProgramVersion
{
    public static string Current { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
