namespace NasPipelines.Cli;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUse = 2;

    /// <summary>Ended by the scheduler before it was done: run the same command again. It is EX_TEMPFAIL of sysexits.h.</summary>
    public const int Requeue = 75;
}

/// <summary>The command line asks for something that cannot be: exit code 2.</summary>
internal sealed class WrongUseException(string message) : Exception(message);

/// <summary>Stopped from outside: exit code 1, with a message that says what is kept.</summary>
internal sealed class StoppedException(string message) : OperationCanceledException(message);

/// <summary>Ended softly by a signal, to be gone on with: exit code 75, with a message that says where.</summary>
internal sealed class RequeueException(string message) : OperationCanceledException(message);
