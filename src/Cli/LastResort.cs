using System.Runtime.InteropServices;

namespace NasPipelines.Cli;

/// <summary>What no verb has caught, wherever it was thrown, becomes a line and exit code 1 as any other error.</summary>
internal static partial class LastResort
{
    public static void Install(Terminal terminal)
    {
        AppDomain.CurrentDomain.UnhandledException += (_, unhandled) => End(Report(terminal, unhandled.ExceptionObject));
        TaskScheduler.UnobservedTaskException += (_, unobserved) => Observe(terminal, unobserved);
    }

    /// <summary>Says an exception that ends the process.</summary>
    public static int Report(Terminal terminal, object thrown)
    {
        terminal.Say(thrown is Exception e ? Describe(e) : $"{thrown}");
        Trace(terminal, thrown as Exception);
        return ExitCode.Failed;
    }

    /// <summary>Says where an exception comes from, where that was asked for.</summary>
    public static void Trace(Terminal terminal, Exception? e)
    {
        if (e is not null && terminal.Verbosity == Verbosity.Verbose)
        {
            terminal.Error.WriteLine(e);
        }

        if (e is not null)
        {
            terminal.Log?.Write($"{e}");
        }
    }

    /// <summary>An error that nobody has foreseen, in a line.</summary>
    public static string Describe(Exception e)
    {
        while (e is AggregateException { InnerExceptions: [var only] })
        {
            e = only;
        }

        return e is OutOfMemoryException
            ? "there is not enough memory for this; take fewer workers, a smaller batch or fewer architectures."
            : $"this should not happen, and is a fault of nas itself: {e.Message} ({e.GetType().Name}). Nothing was written; "
                + "--verbose tells where.";
    }

    /// <summary>Ends the process at once, whatever it is at.</summary>
    // Environment.Exit would unload native libraries under the threads that still compute in them, which ends in a crash.
    public static void End(int code)
    {
        if (OperatingSystem.IsWindows())
        {
            Environment.Exit(code);
        }

        ExitAtOnce(code);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitAtOnce(int code);

    // Work that nobody waits for any more: the result does not depend on it.
    private static void Observe(Terminal terminal, UnobservedTaskExceptionEventArgs unobserved)
    {
        unobserved.SetObserved();
        terminal.Detail($"work in the background failed: {unobserved.Exception.GetBaseException().Message}");
    }
}
