namespace NasPipelines.Cli;

/// <summary>The command's package without libtorch, and what it says where a verb needs it.</summary>
internal static class LightTool
{
    /// <summary>How to get the rest, in a line.</summary>
    public const string Message =
        "this needs libtorch, which the package NasPipelines.Tool.Light is without: "
        + "dotnet tool uninstall --global NasPipelines.Tool.Light, then dotnet tool install --global NasPipelines.Tool.";

    // Said in the package's runtime configuration.
    private const string Switch = "NasPipelines.WithoutLibtorch";

    /// <summary>Whether something failed because this is that package.</summary>
    public static bool Explains(Exception e) =>
        e is DllNotFoundException { Message: Switch } || (e.InnerException is { } inner && Explains(inner));
}
