# Writes metafor.json, the reference values that tests/test_synthesis.py compares with.
#
#   cd tests/reference && Rscript metafor.R > metafor.json    (Debian: r-cran-metafor, r-cran-metadat)
#
# pymare.csv holds two simulated sets of neurostuff/PyMARE, pymare/tests/data/metafor_small_sample.csv.
#
# Every value is metafor's own: rma() for the estimates, test = "knha" and "adhoc" for Hartung-Knapp,
# predict(pi.type = "riley") with test = "t" for the prediction interval on k - 2 degrees of freedom,
# confint() for the Q-profile interval, leave1out() for the fits with one study left out. The iterations
# are run far past metafor's own thresholds, so that its display precision is not what is compared.
suppressMessages(library(metafor))

full <- function(x) ifelse(is.na(x), "null", formatC(unname(c(x)), digits = 17, format = "g"))
vec  <- function(x) paste0("[", paste(full(x), collapse = ", "), "]")
obj  <- function(x) paste0("{", paste0("\"", names(x), "\": ", x, collapse = ", "), "}")

clasp <- escalc(measure = "OR", n1i = c(156, 303, 565, 1570, 103, 4659), n2i = c(74, 303, 477, 1565, 105, 4650),
                ai = c(5, 5, 12, 69, 9, 313), ci = c(8, 17, 9, 94, 11, 352))
normand <- within(dat.normand1999, sd <- sqrt(((n1i - 1) * sd1i^2 + (n2i - 1) * sd2i^2) / (n1i + n2i - 2)))
normand <- escalc(measure = "MD", m1i = m1i, sd1i = sd, n1i = n1i, m2i = m2i, sd2i = sd, n2i = n2i, data = normand)
hine <- escalc(measure = "RD", n1i = n1i, n2i = n2i, ai = ai, ci = ci, data = dat.hine1989)
smoke <- dat.hackshaw1998
smoke$yi <- log(smoke$or)
smoke$vi <- ((log(smoke$or.ub) - log(smoke$or.lb)) / (2 * qnorm(.975)))^2
small <- read.csv("pymare.csv")

sets <- list(
  bcg = escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg),
  collins1985 = escalc(measure = "OR", ai = pre.xti, n1i = pre.nti, ci = pre.xci, n2i = pre.nci,
                       data = dat.collins1985b[, 1:7]),
  clasp = clasp,
  hackshaw1998 = smoke,
  hine1989 = data.frame(yi = 100 * hine$yi, vi = 100^2 * hine$vi),
  normand1999 = normand,
  normand1999_two = normand[1:2, ],
  raudenbush1985 = dat.raudenbush1985,
  unequal_k5 = data.frame(yi = small$y, vi = small$v)[small$case == "unequal_k5", ],
  extreme_k10 = data.frame(yi = small$y, vi = small$v)[small$case == "extreme_k10", ]
)

num <- function(x) full(unname(as.numeric(x)))

one <- function(d, method) {
  ctrl <- list(threshold = 1e-14, tol = 1e-13, maxiter = 10000, tau2.max = 1e6)
  fit <- function(test) rma(yi, vi, data = d, method = method, test = test, control = ctrl)
  z <- fit("z"); hk <- fit("knha"); ad <- fit("adhoc")
  pi <- if (nrow(d) > 2) predict(fit("t"), pi.type = "riley") else list(pi.lb = NA, pi.ub = NA)
  qp <- confint(z, control = list(tol = 1e-13, maxiter = 10000))$random[1, 2:3]
  obj(c(tau2 = full(z$tau2), mu = num(coef(z)), se = full(z$se), ci_low = full(z$ci.lb), ci_high = full(z$ci.ub),
        Q = full(z$QE), Q_p = full(z$QEp), I2 = full(z$I2),
        hk_se = full(hk$se), hk_low = full(hk$ci.lb), hk_high = full(hk$ci.ub),
        hk_adhoc_low = full(ad$ci.lb), hk_adhoc_high = full(ad$ci.ub),
        pi_low = full(pi$pi.lb), pi_high = full(pi$pi.ub), tau2_low = num(qp[1]), tau2_high = num(qp[2])))
}

drop <- function(d, method) {
  z <- rma(yi, vi, data = d, method = method, control = list(threshold = 1e-14, maxiter = 10000))
  l <- leave1out(z)
  obj(c(mu = vec(l$estimate), se = vec(l$se), tau2 = vec(l$tau2), Q = vec(l$Q), I2 = vec(l$I2)))
}

methods <- c("DL", "REML", "PM")
body <- sapply(names(sets), function(n) {
  d <- sets[[n]]
  obj(c(y = vec(as.numeric(d$yi)), v = vec(as.numeric(d$vi)),
        fits = obj(sapply(methods, function(m) one(d, m)))))
})
leave <- obj(c(bcg = drop(sets$bcg, "REML"), collins1985 = drop(sets$collins1985, "DL")))
cat(obj(c(source = obj(c(metafor = paste0("\"", packageVersion("metafor"), "\""),
                         metadat = paste0("\"", packageVersion("metadat"), "\""),
                         R = paste0("\"", R.version$major, ".", R.version$minor, "\""))),
          sets = paste0("{\n", paste0("\"", names(body), "\": ", body, collapse = ",\n"), "}"),
          leave_one_out = leave)), "\n")
