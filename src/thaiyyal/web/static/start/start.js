// The first page: become the owner, sign in, run a workflow. Everything shown is set as text.

const api = "/api/v1";
let accessToken = null;

const at = (id) => document.getElementById(id);
const show = (id, visible = true) => { at(id).hidden = !visible; };

class Refused extends Error {
  constructor(problem) {
    const places = (problem.errors ?? []).map((error) => error.message);
    super([problem.detail, ...places].join("\n"));
    this.code = problem.code;
  }
}

async function ask(method, path, body) {
  const headers = {};
  if (accessToken) headers.authorization = `Bearer ${accessToken}`;
  if (body !== undefined) headers["content-type"] = "application/json";
  let answer;
  try {
    answer = await fetch(api + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new Refused({ code: "unreachable", detail: "The server does not answer. Is it still running?" });
  }
  if (answer.status === 204) return null;
  const found = await answer.json().catch(() => ({ detail: `The server answered ${answer.status}.` }));
  if (!answer.ok) throw new Refused(found);
  return found;
}

function tell(error) {
  at("trouble").textContent = error.message;
  show("trouble");
}

function section(name) {
  for (const id of ["loading", "trouble", "set-up", "no-link", "sign-in", "workflows"]) show(id, id === name);
}

function whenSent(form, work) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    show("trouble", false);
    try {
      await work(Object.fromEntries(new FormData(form)));
    } catch (error) {
      tell(error);
    } finally {
      button.disabled = false;
    }
  });
}

async function enter(signedIn) {
  accessToken = signedIn.access_token;
  at("who-text").textContent = [signedIn.user.email, signedIn.tenant?.name].filter(Boolean).join(" · ");
  show("who");
  history.replaceState(null, "", "/");
  await listWorkflows();
}

async function listWorkflows() {
  const { items } = await ask("GET", "/workflows?sort=name");
  at("list").replaceChildren(...items.map(workflowItem));
  show("none", items.length === 0);
  section("workflows");
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`The input is no JSON: ${error.message}`);
  }
}

function workflowItem(workflow) {
  const item = at("item").content.cloneNode(true).firstElementChild;
  item.querySelector("h3").textContent = workflow.name;
  const [about, toTry] = workflow.description.split("\n\nInput to try: ");
  const input = item.querySelector("textarea");
  item.querySelector("p").textContent = about;
  input.value = toTry ?? "";
  const button = item.querySelector("button");
  const output = item.querySelector("pre");
  button.setAttribute("aria-label", `Run ${workflow.name}`);
  button.addEventListener("click", async () => {
    button.disabled = true;
    output.hidden = false;
    output.textContent = "running…";
    try {
      const given = input.value.trim();
      const execution = await ask("POST", `/workflows/${workflow.id}/execute?wait=30s`, given ? { input: read(given) } : {});
      output.textContent = `${execution.status} in ${execution.duration_ms ?? "?"} ms\n`
        + JSON.stringify(execution.error ?? execution.output, null, 2);
    } catch (error) {
      output.textContent = error.message;
    } finally {
      button.disabled = false;
    }
  });
  return item;
}

whenSent(at("set-up-form"), async (fields) => {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  await enter(await ask("POST", "/auth/setup", { ...fields, token, cookie: true }));
});

whenSent(at("sign-in-form"), async ({ totp, ...fields }) => {
  try {
    await enter(await ask("POST", "/auth/login", { ...fields, ...(totp ? { totp } : {}), cookie: true }));
  } catch (error) {
    if (error.code !== "second_factor_required") throw error;
    show("code-field");
    if (totp) throw error;
  }
});

at("sign-out").addEventListener("click", async () => {
  await ask("POST", "/auth/logout", {}).catch(() => null);
  accessToken = null;
  location.assign("/");
});

try {
  const options = await ask("GET", "/auth/options");
  if (options.needs_setup) {
    section(location.hash.startsWith("#token=") ? "set-up" : "no-link");
  } else {
    const signedIn = await ask("POST", "/auth/refresh", {}).catch(() => null);
    if (signedIn) await enter(signedIn);
    else section("sign-in");
  }
} catch (error) {
  section("trouble");
  tell(error);
}
