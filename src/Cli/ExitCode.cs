namespace NasPipelines.Cli;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUse = 2;
}

/// <summary>The command line asks for something that cannot be: exit code 2.</summary>
internal sealed class WrongUseException(string message) : Exception(message);

/// <summary>Stopped from outside: exit code 1, with a message that says what is kept.</summary>
internal sealed class StoppedException(string message) : OperationCanceledException(message);
