#pragma warning disable CA1050, IDE0130 // The runtime looks for this name outside of any namespace.

/// <summary>What <c>DOTNET_STARTUP_HOOKS</c> runs in a process of the command: a thread that fails while a verb is at work.</summary>
internal static class StartupHook
{
    public static void Initialize() => new Thread(Fail) { IsBackground = true }.Start();

    private static void Fail()
    {
        Thread.Sleep(TimeSpan.FromSeconds(5));
        throw new KeyNotFoundException("thrown by a thread");
    }
}
