namespace NasPipelines.Cli;

/// <summary>How much the command says beside its results.</summary>
internal enum Verbosity
{
    /// <summary>Progress, warnings, and what was written.</summary>
    Usual,

    /// <summary>Warnings and errors only.</summary>
    Quiet,

    /// <summary>Also what the library logs, and where an error comes from.</summary>
    Verbose,
}
